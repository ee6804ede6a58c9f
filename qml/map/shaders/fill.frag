#version 440
// SPDX-License-Identifier: Apache-2.0
layout(location = 0) out vec4 fragColor;
layout(std140, binding = 0) uniform buf {
    mat4 matrix;
    vec4 colour;
};
void main()
{
    fragColor = colour;
}

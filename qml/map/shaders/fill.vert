#version 440
// SPDX-License-Identifier: Apache-2.0
layout(location = 0) in vec2 position;
layout(std140, binding = 0) uniform buf {
    mat4 matrix;
    vec4 colour;
};
out gl_PerVertex { vec4 gl_Position; };
void main()
{
    gl_Position = matrix * vec4(position, 0.0, 1.0);
}

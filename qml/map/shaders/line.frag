#version 440
// SPDX-License-Identifier: Apache-2.0
layout(location = 0) in vec2 offset;
layout(location = 0) out vec4 fragColor;
layout(std140, binding = 0) uniform buf {
    mat4 matrix;
    vec4 colour;
    float halfWidth;
    float feather;
    float unitsPerPixel;
};
void main()
{
    float cover = clamp((halfWidth + feather - length(offset)) / (2.0 * feather), 0.0, 1.0);
    fragColor = colour * cover;
}

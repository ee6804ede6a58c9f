#version 440
// SPDX-License-Identifier: Apache-2.0
// A line of constant width on screen: each corner is pushed out from the
// centre line by half the width plus half a pixel for the soft edge.
layout(location = 0) in vec2 position;
layout(location = 1) in vec2 extrude;
layout(location = 2) in vec2 side;
layout(location = 0) out vec2 offset;
layout(std140, binding = 0) uniform buf {
    mat4 matrix;
    vec4 colour;
    float halfWidth;
    float feather;
    float unitsPerPixel;
};
out gl_PerVertex { vec4 gl_Position; };
void main()
{
    float reach = halfWidth + feather;
    offset = side * reach;
    gl_Position = matrix * vec4(position + extrude * reach * unitsPerPixel, 0.0, 1.0);
}

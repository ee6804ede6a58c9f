// SPDX-License-Identifier: Apache-2.0
// Carries the compiled translations; there is no code here.

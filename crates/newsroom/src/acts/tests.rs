//! Tables of acts taken and refused.

"""The numbers that each page quotes, with what computes them."""

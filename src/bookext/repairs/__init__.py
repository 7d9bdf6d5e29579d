"""Repairs of Sphinx and its extensions; each says what will make it superfluous."""

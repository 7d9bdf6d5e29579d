"""The pictures of the book, one module for each chapter that draws.

Every function takes the parameters of its picture by name and returns a
`neurocalc.picture.Picture`, which is drawn when it is shown.
"""

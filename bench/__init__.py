"""How long things take: `make bench` runs every measurement and prints a table for each."""

"""Commands and the programs they call: what is wrong with them."""

# The reference broker of this project: nothing is excused.

profile   touchstone
product   Touchstone

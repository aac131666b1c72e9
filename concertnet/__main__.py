"""``python -m concertnet``: the command line where no command is installed."""

from concertnet.cli import main

main()

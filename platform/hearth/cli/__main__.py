"""`python -m hearth.cli`, where the installed command is not on the path."""

from hearth.cli.main import main

main()

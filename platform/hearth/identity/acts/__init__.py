"""Acts about how people come to have an account and its roles: the council's sign-in service, its groups."""

"""What every council shares and none may alter: the Django project of Hearth, a fostering service platform."""

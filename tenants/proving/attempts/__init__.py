"""The attempts themselves. Each takes the ground they stand on and answers with its checks."""

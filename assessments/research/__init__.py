"""The command for researchers: a file of ratings in, pairs and round robins out. Needs numpy and nothing else."""

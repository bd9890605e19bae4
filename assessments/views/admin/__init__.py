"""The admin's pages: organisations, cohorts, people and roles. Nothing here can reach a rating."""

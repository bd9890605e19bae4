"""The demo: an organisation whose people do not exist, made by the product’s own actions."""

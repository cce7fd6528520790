"""Descriptions of HTTP interfaces, as OpenAPI and Swagger write them."""

"""stub, being written"""

PARTS = {
    "leader": "ada@northwind.example",
    "facilitator": "fay@northwind.example",
    "admin": "olu@northwind.example",
}


def only_the_demo() -> bool:
    return True

"""stub"""


def page():
    return None

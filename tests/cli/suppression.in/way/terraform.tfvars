# gatelint: ignore[invalid-type] until the clients are gone
kind = "LAMBDA"

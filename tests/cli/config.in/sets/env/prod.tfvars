path = "orders"

type = "HTTP_PROXY"

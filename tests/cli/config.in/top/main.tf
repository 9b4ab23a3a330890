module "own" {
  source = "./own"

  type = "HTTP_PROXY"
}

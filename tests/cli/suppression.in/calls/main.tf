# gatelint: ignore[invalid-type] the old store
module "old" {
  source = "./store"
  api    = "old"
  type   = "HTTPS"
}

module "new" {
  source = "./store"
  api    = "new"
  type   = "HTTPS"
}

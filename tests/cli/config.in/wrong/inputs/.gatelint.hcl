inputs "prod" {
  vars = ["prod.tfvars"]
}

inputs "prod" {
  var_files = ["prod.tfvars"]
}

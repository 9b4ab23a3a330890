inputs "prod" {
  var_files = ["env/common.tfvars", "env/prod.tfvars"]
}

inputs "dev" {
  var_files = ["env/common.tfvars", "env/dev.tfvars"]
}

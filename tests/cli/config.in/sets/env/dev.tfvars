type  = "HTTPS"
regoin = "eu-west-1"

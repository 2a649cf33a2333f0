# The container image for both kinds of processor:
#
#   VERSION=0.1.0 docker buildx bake            builds it
#   VERSION=0.1.0 docker buildx bake --push     publishes it

variable "VERSION" { default = "" }
variable "BUILT" { default = "" }

target "default" {
  platforms = ["linux/amd64", "linux/arm64"]
  args      = { VERSION = VERSION, BUILT = BUILT }
  tags = VERSION == "" ? ["ghcr.io/plexpriv/plexpriv:edge"] : [
    "ghcr.io/plexpriv/plexpriv:${VERSION}",
    "ghcr.io/plexpriv/plexpriv:latest",
  ]
}

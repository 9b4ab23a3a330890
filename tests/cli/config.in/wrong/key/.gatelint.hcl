exclude = []

supression {
  require_reason = true
}

package ui

// canary is a secret that must never be seen.
const canary = "c0ffee00c0ffee00c0ffee00c0ffee00"

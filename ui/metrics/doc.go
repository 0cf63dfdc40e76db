// Package metrics gives what a watch knows as numbers for Prometheus: served on
// /metrics beside /healthz, and as a file for node_exporter. It shows a snapshot: no
// scrape calls WeChat, and none tells a secret, a token, a rid or an errmsg.
package metrics

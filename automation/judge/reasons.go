package judge

// The reasons why a request is refused.
const (
	ReasonAddress       = "unreadable address"
	ReasonScheme        = "not https"
	ReasonHost          = "another host"
	ReasonServiceWorker = "service worker"
	ReasonWrite         = "writes"
	ReasonOverride      = "hides its method"
	ReasonActingPath    = "acts by its address"
	ReasonNotAQuery     = "not only a query"
	ReasonBodyHidden    = "body not visible"
	ReasonHashOnly      = "query known by its hash only"
)

package guard

// Break takes an account's lock away from whoever holds it.
func (l *MemoryLocks) Break(appid string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.held, appid)
}

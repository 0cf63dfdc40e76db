package fleet

import "container/heap"

// queue gives what is to come first. What waits in it knows its place there, so that
// it can be taken out of the middle.
type queue[T any] struct {
	waiting []T
	before  func(a, b T) bool
	place   func(T) *int // from 1; 0: it does not wait
}

// put lets t wait.
func (q *queue[T]) put(t T) { heap.Push((*order[T])(q), t) }

// first is what comes next.
func (q *queue[T]) first() (t T, some bool) {
	if len(q.waiting) == 0 {
		return t, false
	}
	return q.waiting[0], true
}

// drop takes t out, and reports whether it waited here.
func (q *queue[T]) drop(t T) bool {
	at := *q.place(t) - 1
	if at < 0 || at >= len(q.waiting) || q.place(q.waiting[at]) != q.place(t) {
		return false
	}
	heap.Remove((*order[T])(q), at)
	return true
}

// empty takes everything out and gives it, in no order.
func (q *queue[T]) empty() []T {
	all := q.waiting
	q.waiting = nil
	for _, t := range all {
		*q.place(t) = 0
	}
	return all
}

// order is a queue as container/heap wants it.
type order[T any] queue[T]

func (o *order[T]) Len() int           { return len(o.waiting) }
func (o *order[T]) Less(i, j int) bool { return o.before(o.waiting[i], o.waiting[j]) }

func (o *order[T]) Swap(i, j int) {
	w := o.waiting
	w[i], w[j] = w[j], w[i]
	*o.place(w[i]), *o.place(w[j]) = i+1, j+1
}

// Push is for container/heap.
func (o *order[T]) Push(t any) {
	o.waiting = append(o.waiting, t.(T))
	*o.place(t.(T)) = len(o.waiting)
}

// Pop is for container/heap.
func (o *order[T]) Pop() any {
	last := len(o.waiting) - 1
	t := o.waiting[last]
	var none T
	o.waiting[last], o.waiting = none, o.waiting[:last]
	*o.place(t) = 0
	return t
}

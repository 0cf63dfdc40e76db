package business

import (
	"encoding/json"
	"time"

	"wxops/wechat/simulate/errcode"
)

func (s *Server) articles() table {
	return table{
		"/cgi-bin/draft/add":          s.draftAdd,
		"/cgi-bin/draft/count":        s.draftCount,
		"/cgi-bin/draft/batchget":     s.draftList,
		"/cgi-bin/freepublish/submit": s.publish,
	}
}

// draft is an article, or several that are published together.
type draft struct {
	articles []json.RawMessage
	at       time.Time
}

func (s *Server) draftsOf(appID string) *recent[draft] {
	if s.drafts[appID] == nil {
		s.drafts[appID] = &recent[draft]{}
	}
	return s.drafts[appID]
}

// draftAdd is POST /cgi-bin/draft/add.
//
// https://developers.weixin.qq.com/doc/service/api/draftbox/draftmanage/api_draft_add.html
func (s *Server) draftAdd(c *Call) (any, error) {
	var p struct {
		Articles []json.RawMessage `json:"articles"`
	}
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if len(p.Articles) == 0 {
		return nil, errcode.Refuse(errcode.EmptyNews)
	}
	id := s.word(64)
	s.draftsOf(c.AppID).put(id, draft{p.Articles, c.At})
	return map[string]string{"media_id": id}, nil
}

// draftCount is GET /cgi-bin/draft/count.
func (s *Server) draftCount(c *Call) (any, error) {
	return map[string]int{"total_count": len(s.draftsOf(c.AppID).order)}, nil
}

type draftItem struct {
	ID      string `json:"media_id"`
	Content struct {
		News    []json.RawMessage `json:"news_item"`
		Created int64             `json:"create_time"`
		Updated int64             `json:"update_time"`
	} `json:"content"`
	Updated int64 `json:"update_time"`
}

// draftList is POST /cgi-bin/draft/batchget, the newest first and up to 20 at a time.
func (s *Server) draftList(c *Call) (any, error) {
	var p struct{ Offset, Count int }
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if p.Offset < 0 || p.Count < 1 || p.Count > 20 {
		return nil, errcode.Refuse(errcode.InvalidArgs)
	}
	all := s.draftsOf(c.AppID)
	items := []draftItem{}
	for i := len(all.order) - 1 - p.Offset; i >= 0 && len(items) < p.Count; i-- {
		d := all.kept[all.order[i]]
		item := draftItem{ID: all.order[i], Updated: d.at.Unix()}
		item.Content.News, item.Content.Created, item.Content.Updated = d.articles, d.at.Unix(), d.at.Unix()
		items = append(items, item)
	}
	return struct {
		Total int         `json:"total_count"`
		Count int         `json:"item_count"`
		Items []draftItem `json:"item"`
	}{len(all.order), len(items), items}, nil
}

// publish is POST /cgi-bin/freepublish/submit. It answers before anything is published.
func (s *Server) publish(c *Call) (any, error) {
	var p struct {
		ID string `json:"media_id"`
	}
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if err := provoked(p.ID); err != nil {
		return nil, err
	}
	if _, known := s.draftsOf(c.AppID).get(p.ID); !known {
		return nil, errcode.Refuse(errcode.InvalidMediaID)
	}
	return struct {
		errcode.Envelope
		PublishID string `json:"publish_id"`
		DataID    string `json:"msg_data_id"`
	}{errcode.OK(), "2247483717", "2247483717"}, nil
}

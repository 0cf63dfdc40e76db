package business

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"path"
	"slices"
	"strings"
	"time"

	"wxops/wechat/simulate/errcode"
)

func (s *Server) files() table {
	return table{
		"/cgi-bin/media/upload":          s.upload,
		"/cgi-bin/media/get":             s.download,
		"/cgi-bin/media/uploadimg":       s.uploadImage,
		"/cgi-bin/material/add_material": s.addMaterial,
	}
}

// media is a file that was uploaded; its bytes are not kept.
type media struct {
	appID, kind string
	at          time.Time // zero: it stays
}

// mediaKept is how long WeChat keeps a temporary file.
const mediaKept = 3 * 24 * time.Hour

// mediaKind is what a type of file allows.
type mediaKind struct {
	most int // bytes
	ends []string
}

// mediaKinds have the sizes of the pages.
//
// https://developers.weixin.qq.com/doc/service/api/material/temporary/api_uploadtempmedia.html
var mediaKinds = map[string]mediaKind{
	"image": {10 << 20, []string{".png", ".jpg", ".jpeg", ".gif", ".bmp"}},
	"voice": {2 << 20, []string{".amr", ".mp3", ".wma", ".wav"}},
	"video": {10 << 20, []string{".mp4"}},
	"thumb": {64 << 10, []string{".jpg", ".jpeg"}},
}

// upload is POST /cgi-bin/media/upload. A file of type thumb is told as thumb_media_id.
func (s *Server) upload(c *Call) (any, error) {
	kind, err := s.take(c)
	if err != nil {
		return nil, err
	}
	id := s.word(64)
	s.media.put(id, media{c.AppID, kind, c.At})
	if kind == "thumb" {
		return struct {
			Type string `json:"type"`
			ID   string `json:"thumb_media_id"`
			At   int64  `json:"created_at"`
		}{kind, id, c.At.Unix()}, nil
	}
	return struct {
		Type string   `json:"type"`
		ID   string   `json:"media_id"`
		At   int64    `json:"created_at"`
		Item []string `json:"item"` // live answers have it, and it is empty
	}{kind, id, c.At.Unix(), []string{}}, nil
}

// addMaterial is POST /cgi-bin/material/add_material.
func (s *Server) addMaterial(c *Call) (any, error) {
	kind, err := s.take(c)
	if err != nil {
		return nil, err
	}
	id := s.word(43)
	s.media.put(id, media{appID: c.AppID, kind: kind})
	return struct {
		ID   string   `json:"media_id"`
		URL  string   `json:"url,omitempty"`
		Item []string `json:"item"`
	}{id, pictureURL(kind, id), []string{}}, nil
}

func pictureURL(kind, id string) string {
	if kind != "image" {
		return ""
	}
	return "http://mmbiz.qpic.cn/simulated/" + id + "/0?wx_fmt=jpeg"
}

// uploadImage is POST /cgi-bin/media/uploadimg, for the pictures within an article.
func (s *Server) uploadImage(c *Call) (any, error) {
	name, size, err := c.file()
	if err == nil {
		err = mediaKind{1 << 20, []string{".png", ".jpg", ".jpeg"}}.check(name, size)
	}
	if err != nil {
		return nil, err
	}
	return map[string]string{"url": pictureURL("image", s.word(43))}, nil
}

// take checks the file of a call and the type that its query names.
func (s *Server) take(c *Call) (kind string, err error) {
	kind = c.Query.Get("type")
	rule, known := mediaKinds[kind]
	if !known {
		return "", errcode.Refuse(errcode.InvalidMediaType)
	}
	name, size, err := c.file()
	if err != nil {
		return "", err
	}
	return kind, rule.check(name, size)
}

func (k mediaKind) check(name string, size int) error {
	switch {
	case !slices.Contains(k.ends, strings.ToLower(path.Ext(name))):
		return errcode.Refuse(errcode.InvalidFileType)
	case size == 0:
		return errcode.Refuse(errcode.EmptyMedia)
	case size > k.most:
		return errcode.Refuse(errcode.MediaTooLarge)
	}
	return nil
}

// file finds the part media of a form; without a file name it is none.
func (c *Call) file() (name string, size int, err error) {
	boundary, is := c.multipart()
	if !is {
		return "", 0, errcode.Refuse(errcode.MediaMissing)
	}
	form := multipart.NewReader(bytes.NewReader(c.Body), boundary)
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) || err != nil {
			return "", 0, errcode.Refuse(errcode.MediaMissing)
		}
		if part.FormName() != "media" || part.FileName() == "" {
			continue
		}
		n, err := io.Copy(io.Discard, part)
		if err != nil {
			return "", 0, errcode.Refuse(errcode.MediaMissing)
		}
		return part.FileName(), int(n), nil
	}
}

// checkMedia refuses a media_id that is not there any more.
func (s *Server) checkMedia(id string) error {
	if id == "" {
		return errcode.Refuse(errcode.MediaIDMissing)
	}
	if err := provoked(id); err != nil {
		return err
	}
	if _, known := s.media.get(id); !known {
		return errcode.Refuse(errcode.InvalidMediaID)
	}
	return nil
}

// download is GET /cgi-bin/media/get. A video is told by its address, all else is bytes.
//
// https://developers.weixin.qq.com/doc/service/api/material/temporary/api_getmedia.html
func (s *Server) download(c *Call) (any, error) {
	id := c.Query.Get("media_id")
	if err := s.checkMedia(id); err != nil {
		return nil, err
	}
	m, _ := s.media.get(id)
	if m.appID != c.AppID || !m.at.IsZero() && c.At.Sub(m.at) >= mediaKept {
		return nil, errcode.Refuse(errcode.InvalidMediaID)
	}
	switch m.kind {
	case "video":
		return map[string]string{"video_url": "http://vweixinf.tc.qq.com/simulated/" + id}, nil
	case "voice":
		return File{"audio/amr", id + ".amr", []byte("#!AMR\n")}, nil
	}
	return File{"image/jpeg", id + ".jpg", picture}, nil
}

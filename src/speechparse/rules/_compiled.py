"""Made by `python -m speechparse.rules` from data/*.toml: change those, not this."""

from typing import Any

TABLES: dict[str, Any] = {'style': [],
 'cue': {'furniture': [{'id': 'furniture.buttons',
                        'pattern': '(?:下载|打印|全屏|收藏|加大|还原|减小|分享(?:到)?|关闭(?:窗口)?|返回(?:顶部)?|纠错|字号|大|中|小|】|【?\\s*字[号體体]\\s*[：:].{0,12}|\\[?打印本页\\]?|\\[?关闭窗口\\]?|【?打印】?|【?关闭】?)',
                        'value': 'button',
                        'weight': 1.0,
                        'example': '【字号：'},
                       {'id': 'furniture.neighbours',
                        'pattern': '(?:上一篇|下一篇|上一条|下一条|相关(?:报道|链接|阅读|新闻|文章)|延伸阅读|热点推荐|更多)\\s*[：:]?.{0,40}',
                        'value': 'link',
                        'weight': 1.0,
                        'example': '相关报道：'},
                       {'id': 'furniture.qrcode',
                        'pattern': '.{0,6}(?:扫描|长按|识别).{0,8}二维码.{0,40}',
                        'value': 'qr code',
                        'weight': 1.0,
                        'example': '扫描二维码关注本站公众号'},
                       {'id': 'furniture.views',
                        'pattern': '(?:浏览|阅读|点击)(?:次数|量|数)\\s*[：:]?\\s*\\d{0,8}\\s*次?',
                        'value': 'counter',
                        'weight': 1.0,
                        'example': '浏览次数：128'}]},
 'words': {}}

"""Counties, prefectures and who liaises with them."""

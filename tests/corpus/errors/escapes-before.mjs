const s = "\u{1F600}\n\t\x41"; s.at(0).nope();

null.first;

const value = undefined; value.key;

const read = (text) => JSON.parse(text);
read('{"a":1}');
read("{'a':1}");

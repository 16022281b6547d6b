const wait = () => Promise.all(12);
wait();

#!/usr/bin/env node
const list = [];
list.first.second;

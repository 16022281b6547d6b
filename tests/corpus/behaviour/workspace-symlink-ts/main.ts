import "./apps/site/main";

const say = (text) => text; say("👩‍👩‍👧‍👦", "🇪🇺", missing);

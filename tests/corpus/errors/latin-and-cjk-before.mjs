const größe = "çà é ñ 日本語"; größe.länge.wert;

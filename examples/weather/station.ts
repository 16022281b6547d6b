// What a weather station reports.

export enum Sky {
  Sun = "sun",
  Cloud = "cloud",
  Rain = "rain",
  Snow = "snow",
}

export interface Wind {
  /** Degrees; 0 is north, 90 is east. */
  from: number;
  /** Metres a second. */
  speed: number;
}

export interface Station {
  name: string;
  sky: Sky;
  /** Degrees Celsius, morning to night. */
  readings: number[];
  // The mistake: some stations have no wind gauge, so this should be `Wind | null`.
  wind: Wind;
}

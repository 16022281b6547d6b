import Joi from "joi";
import * as yup from "yup";
import * as v from "valibot";
const { error, value } = Joi.object({ a: Joi.number().required(), b: Joi.string().email() }).validate({ a: "5", b: "nope" }, { abortEarly: false });
console.log(value, error.details.map((it) => it.message));
console.log(await yup.object({ a: yup.number().positive().required() }).validate({ a: "7" }), await yup.string().min(3).validate("x").catch((it) => it.errors));
console.log(v.safeParse(v.object({ a: v.pipe(v.string(), v.minLength(2)) }), { a: "x" }).issues.map((it) => it.message));

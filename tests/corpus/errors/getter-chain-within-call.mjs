const user = {
  get profile() {
    return this.account.profile;
  },
};
console.log(
  user.profile,
);

print("gr00t")

/* A back end of llama.cpp whose graphics card is the processor in disguise: for trying how packs are loaded and used.
   The shapes are those of ggml's ggml-backend-impl.h at API version 2. */
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

extern const char *stub_card_name(void); /* in a library of its own, as cuBLAS is */

struct props {
    const char *name, *description;
    size_t free, total;
    int kind;
    const char *place;
    bool can[8];
};

struct device {
    const char *(*name)(struct device *);
    const char *(*description)(struct device *);
    void (*memory)(struct device *, size_t *, size_t *);
    int (*kind)(struct device *);
    void (*props)(struct device *, struct props *);
    void *(*start)(struct device *, const char *);
    void *(*memory_type)(struct device *);
    void *(*host_memory_type)(struct device *);
    void *(*from_host)(struct device *, void *, size_t, size_t);
    bool (*can_do)(struct device *, const void *);
    bool (*can_use)(struct device *, void *);
    bool (*would_do)(struct device *, const void *);
    void *events[3];
    void *registry, *context;
};

struct registry {
    int api_version;
    const char *(*name)(struct registry *);
    size_t (*count)(struct registry *);
    struct device *(*get)(struct registry *, size_t);
    void *(*address)(struct registry *, const char *);
    void *context;
};

extern struct device *ggml_backend_dev_by_type(int kind);

static struct device *processor(void) { return ggml_backend_dev_by_type(0); }

static const char *name(struct device *d) { return d->context; }
static const char *description(struct device *d) { return stub_card_name(); }
static void memory(struct device *d, size_t *free, size_t *total) { *free = (size_t)7 << 30, *total = (size_t)8 << 30; }
static int kind(struct device *d) { return 1; }
static void props(struct device *d, struct props *told) {
    memset(told, 0, sizeof *told);
    told->name = name(d), told->description = description(d), told->kind = 1, told->place = "0000:01:00.0";
    memory(d, &told->free, &told->total);
}

static void *start(struct device *d, const char *how) {
#ifdef CANNOT_COMPUTE
    return NULL;
#endif
#ifdef DIES_COMPUTING
    abort();
#endif
    return processor()->start(processor(), how);
}
static void *memory_type(struct device *d) { return processor()->memory_type(processor()); }
static bool can_do(struct device *d, const void *what) { return processor()->can_do(processor(), what); }
static bool can_use(struct device *d, void *type) { return processor()->can_use(processor(), type); }

static struct device cards[2];

static const char *maker(struct registry *r) { return "CUDA"; }
static size_t count(struct registry *r) { return CARDS; }
static struct device *get(struct registry *r, size_t place) { return &cards[place]; }
static void *address(struct registry *r, const char *name) { return NULL; }

static struct registry registry = {2, maker, count, get, address, NULL};

struct registry *ggml_backend_init(void) {
    static char *names[] = {"CUDA0", "CUDA1"};
#ifdef CRASHES
    abort();
#endif
    for (int place = 0; place < 2; place++)
        cards[place] = (struct device){
            .name = name, .description = description, .memory = memory, .kind = kind, .props = props, .start = start,
            .memory_type = memory_type, .can_do = can_do, .can_use = can_use,
            .registry = &registry, .context = names[place],
        };
    return &registry;
}
